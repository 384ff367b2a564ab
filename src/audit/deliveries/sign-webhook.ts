import { createHmac, randomBytes } from 'node:crypto';

const prefix = 'whsec_';

/** Octets of a secret. */
const secretLength = 32;

/** A secret that signs webhooks, as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(secretLength).toString('base64');
}

/** What is signed, and when it is sent: that is signed, too, so that nobody can send it again later. */
export interface SignedMessage {
  readonly id: string;
  readonly at: Date;
  readonly body: string;
}

/** The headers of Standard Webhooks, with a signature by each of the secrets. */
export function webhookHeaders(
  { id, at, body }: SignedMessage,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const signatures = secrets.map((secret) => signature(secret, `${id}.${timestamp}.${body}`));
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function signature(secret: string, content: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
}
