import { phaseOf, startDeletion } from '../../../service.js'

export async function DELETE(_request, { params }) {
  const { id } = await params
  await startDeletion(id)
  return Response.json({ phase: phaseOf(id) }, { status: 202 })
}

export async function GET(_request, { params }) {
  return Response.json({ phase: phaseOf((await params).id) ?? null })
}
