/** Each reason to leave something out of a plan. */
export const leaveReasons = ['absent', 'protected', 'excepted', 'unreadable', 'changed', 'unplanned', 'ended'] as const

/** Each reason of an obstacle. */
export const obstacleReasons = ['busy', 'locked', 'deleting', 'incomplete', 'unreadable', 'refused'] as const
