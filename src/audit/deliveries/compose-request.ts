import { z } from 'zod';
import { isOfHttp } from '../channels/header-names.ts';
import type { ChannelSettings, TextSettings, WebhookSettings } from '../channels/settings.ts';
import type { Delivery } from './entity.ts';
import { fillAddress, fillTemplate, type Message } from './fill-template.ts';
import { webhookHeaders } from './sign-webhook.ts';

/** What is sent of a delivery. */
export interface ComposedRequest {
  readonly url: URL;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const messageSchema = z.object({
  title: z.string(),
  text: z.string(),
  severity: z.string(),
  link: z.string(),
});

/** The message to people that a delivery holds. */
export function messageOf({ id, content }: Pick<Delivery, 'id' | 'content'>): Message {
  return { id, ...messageSchema.parse(JSON.parse(content)) };
}

const common = { 'user-agent': 'Fulmar' };

/** A delivery as it is sent now. */
export function composeRequest(
  settings: ChannelSettings,
  delivery: Pick<Delivery, 'id' | 'content'>,
  now: Date,
): ComposedRequest {
  return settings.kind === 'webhook'
    ? composeWebhook(settings, delivery, now)
    : composeText(settings, messageOf(delivery));
}

function composeWebhook(
  { url, secrets }: WebhookSettings,
  { id, content: body }: Pick<Delivery, 'id' | 'content'>,
  now: Date,
): ComposedRequest {
  const good = secrets.filter(({ until }) => until === null || new Date(until) > now);
  const keys = good.map(({ secret }) => secret);
  const signed = webhookHeaders({ id, at: now, body }, keys);
  const headers = { ...common, ...signed, 'content-type': 'application/json' };
  return { url: new URL(url), method: 'POST', headers, body };
}

function composeText(
  { url, method, contentType, template, header }: TextSettings,
  message: Message,
): ComposedRequest {
  const headers = {
    ...common,
    'content-type': contentType,
    ...(header && !isOfHttp(header.name) && { [header.name]: header.value }),
  };
  const body = fillTemplate(template, contentType, message);
  return { url: new URL(fillAddress(url, message)), method, headers, body };
}
