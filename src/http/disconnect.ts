const codes = new Set<unknown>([
  'ECONNRESET',
  'EPIPE',
  'ECANCELED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ABORT_ERR',
]);

/** Node's codes for what is no HTTP, or breaks off in its midst. */
const parserCode = /^HPE_/;

/** Whether an error says no more than that the other end of a connection has left, or babbles. */
export function isDisconnect(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = Reflect.get(error, 'code');
  return error.name === 'AbortError' || codes.has(code) || parserCode.test(String(code));
}
