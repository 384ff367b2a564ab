import { looksLikeToken, visiblePrefix } from '../identity/credentials/secret.ts';

const anyToken = /fmr_[0-9A-Za-z]{49}/;

/**
 * The visible first characters of the token in an `Authorization` (Bearer or Basic). Null where
 * there is none whose checksum is right: what else was sent may be the secret of something else.
 */
export function shownPrefix(authorization: string | null): string | null {
  const [, encoded] = /^Basic +(\S+)/i.exec(authorization ?? '') ?? [];
  const shown = encoded ? Buffer.from(encoded, 'base64').toString() : authorization;
  const secret = anyToken.exec(shown ?? '')?.[0];
  return secret && looksLikeToken(secret) ? visiblePrefix(secret) : null;
}
