export { ExpectationError, expectGone, expectOneAtATime, expectRequest, type RequestParameters, type TimesOption } from './expectations.ts'
export { createScenario, type Scenario, type ScenarioOptions } from './scenario.ts'
