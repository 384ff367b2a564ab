import { CertificateRefusedError } from '../errors.ts';

/** For finding out why an upload broke off: milliseconds. */
const diagnosisTimeout = 5_000;

/**
 * A host that refuses our certificates while we send resets the connection, and what we send then
 * can destroy its alert unread. A command that nothing follows meets the same refusal, and sees it:
 * `ask` sends one. Throws `CertificateRefusedError`.
 */
export async function expectNoRefusal(
  ask: (signal: AbortSignal) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  const deadline = AbortSignal.timeout(diagnosisTimeout);
  try {
    await ask(signal ? AbortSignal.any([signal, deadline]) : deadline);
  } catch (error) {
    if (error instanceof CertificateRefusedError) throw error;
  }
}
