'use server'

import { startDeletion } from './service.js'

export async function deleteConnection(form) {
  await startDeletion(String(form.get('id')))
}
