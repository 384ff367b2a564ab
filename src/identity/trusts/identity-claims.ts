import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { textField } from '../../http/fields.ts';
import { invalid, unusable } from './identity-faults.ts';

/** Of a header (RFC 7515, section 4.1) what decides how the signature is checked. */
const headerSchema = z.object({ alg: z.string(), kid: z.string().optional() });

/** Whose token it says to be, in no more characters than an issuer has that can be allowed. */
const issuerSchema = z.object({ iss: textField.min(1).max(512) });

const audience = z.string().min(1);
const seconds = z.number();

/** OpenID Connect Core 1.0, section 2, and RFC 7519, section 4.1; one audience may stand alone. */
const claimsSchema = z.object({
  sub: textField.min(1),
  aud: z.union([audience.transform((only) => [only]), z.array(audience).min(1)]),
  exp: seconds,
  iat: seconds,
  nbf: seconds.optional(),
});

/** What every identity token has to say, as its issuer has signed it. */
export type SignedClaims = z.output<typeof claimsSchema>;

/**
 * Whose token it says to be. Nothing of it is believed yet, nor its types: anybody may have written
 * it. Throws `identity-token-invalid`.
 */
export function claimedIssuer(token: string): string {
  const { header, payload } = decode(token);
  if (!headerSchema.safeParse(header).success) throw invalid('has a header that cannot be used');
  const parsed = issuerSchema.safeParse(payload);
  if (parsed.success) return parsed.data.iss;
  throw invalid('does not name its issuer as a text of 1 to 512 characters (iss)');
}

/** The claims of a verified token. An issuer may be wrong about them: throws as `claimedIssuer`. */
export function readClaims(payload: unknown): SignedClaims {
  const parsed = claimsSchema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const names = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  throw unusable([...names].join(', '), parsed.error);
}

function decode(token: string): { readonly header: unknown; readonly payload: unknown } {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch (cause) {
    throw invalid('is no JWT', cause);
  }
}
