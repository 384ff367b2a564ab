import { Problem } from '../base/errors.ts';
import { waitsForContinue } from './content/announced.ts';
import type { Middleware } from './context.ts';

/**
 * Refuses what HTTP has a request ask for and this server does not do: an `Expect` that is none of
 * 100-continue (RFC 9110, section 10.1.1), and transfer codings that nobody here undoes, of which
 * the content would be kept as it is encoded (RFC 9112, section 6.1).
 */
export const refuseExpectations: Middleware = ({ req }, next) => {
  const { expect, 'transfer-encoding': coding } = req.headers;
  if (expect !== undefined && !waitsForContinue(req)) {
    throw new Problem('expectation-failed', 'Only "Expect: 100-continue" can be met.');
  }
  if (coding !== undefined && !/^\s*chunked\s*$/i.test(coding)) {
    const detail = 'Only the transfer coding "chunked" is undone here: use Content-Encoding.';
    throw new Problem('transfer-coding-unknown', detail);
  }
  return next();
};
