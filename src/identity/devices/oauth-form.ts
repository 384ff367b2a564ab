import { z } from 'zod';
import type { Problem } from '../../base/errors.ts';
import type { FormRefusal } from '../../http/content/form-body.ts';
import { nameField, textField } from '../../http/fields.ts';
import { scopes } from '../access/scopes.ts';
import { deviceGrant } from './schema.ts';

const isMissing = 'is missing';

const scopeField = textField.transform((text) => text.split(' ').filter((word) => word !== ''));

/** The request of RFC 8628, section 3.1. */
export const startDeviceForm = z
  .object({
    client_id: nameField
      .max(100)
      .meta({ description: 'What the program calls itself; the token is named so.' }),
    scope: scopeField
      .pipe(z.array(z.enum(scopes)).min(1).max(scopes.length))
      .meta({ description: 'Scopes, divided by spaces.', example: 'unikernels:write hosts:read' }),
  })
  .transform(({ client_id, scope }) => ({ client: client_id, scopes: scope }));

/** The request of RFC 8628, section 3.4. */
export const deviceTokenForm = z.object({
  grant_type: z.string(isMissing).pipe(z.literal(deviceGrant)),
  device_code: textField.max(100),
  client_id: nameField.max(100).meta({ description: 'The same as when it began.' }),
});

/** RFC 6749, section 5.2. */
export const oauthRefusal = z
  .object({
    error: z.string().meta({ example: 'authorization_pending' }),
    error_description: z.string(),
  })
  .meta({ id: 'OAuthError' });

/** A problem as RFC 6749, section 5.2, and RFC 8628, section 3.5, have it. */
export function refuseOauth(problem: Problem): FormRefusal {
  const { status, detail } = problem;
  return {
    status: status < 500 && status !== 429 ? 400 : status,
    body: { error: errorOf(problem), error_description: printable(detail) },
  };
}

function errorOf({ code, status, facts, errors }: Problem): string {
  if (typeof facts.error === 'string') return facts.error;
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  if (status >= 500) return 'server_error';
  if (code === 'limit-reached') return 'access_denied';
  if (code !== 'invalid-body') return 'invalid_request';
  if (errors.some(({ path }) => /^scope\b/.test(path))) return 'invalid_scope';
  const isOther = errors.some(
    ({ path, message }) => path === 'grant_type' && message !== isMissing,
  );
  return isOther ? 'unsupported_grant_type' : 'invalid_request';
}

/** What may stand in `error_description`: printable ASCII without quotation mark and backslash. */
const printable = (text: string) => text.replace(/[^\x20-\x7e]|["\\]/g, "'");
