import { Problem } from '../../base/errors.ts';

/** Types of a body that wraps what was meant, or is a part of it (RFC 2046; curl's `-F` and `-d`). */
const wrapping = /^(multipart|message)\/|^application\/x-www-form-urlencoded$/;

/** What `Content-Transfer-Encoding` calls octets that are as they were (RFC 2045, section 6.2). */
const untouched = ['7bit', '8bit', 'binary'];

/**
 * Refuses octets of which the headers say that they are not the whole content as it stands: a form,
 * a message, a range (RFC 9110, section 14.5), what is encoded as for mail. Any other type may be
 * that of the content. Throws `unsupported-media-type` and `malformed-body`.
 */
export function expectWhole(header: (name: string) => string | null): void {
  const type = (header('content-type') ?? '').split(';', 1).join().trim().toLowerCase();
  if (wrapping.test(type)) {
    throw new Problem(
      'unsupported-media-type',
      `The body would be kept as it stands, and ${type} says that it is not the content itself. ` +
        'Send that alone (curl: -T FILE), as application/octet-stream or without a type.',
    );
  }
  if (header('content-range') !== null) {
    const detail = 'A part of the content cannot be replaced: send all of it, without a range.';
    throw new Problem('malformed-body', detail);
  }
  expectUntouched(header('content-transfer-encoding'));
}

/** Refuses what is encoded as for mail, such as base64. Throws `unsupported-media-type`. */
export function expectUntouched(transferEncoding: string | null): void {
  const name = (transferEncoding ?? 'binary').trim().toLowerCase();
  if (untouched.includes(name)) return;
  const detail = 'Send the octets as they are, without a Content-Transfer-Encoding.';
  throw new Problem('unsupported-media-type', detail);
}
