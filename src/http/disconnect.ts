const codes = new Set<unknown>([
  'ECONNRESET',
  'EPIPE',
  'ECANCELED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ABORT_ERR',
]);

/** Whether an error says no more than that the other end of a connection has left. */
export function isDisconnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || codes.has(Reflect.get(error, 'code'));
}
