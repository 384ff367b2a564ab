import type { z } from 'zod';
import { Problem } from '../../base/errors.ts';
import { unknownPlaceholders } from '../deliveries/fill-template.ts';
import { newWebhookSecret } from '../deliveries/sign-webhook.ts';
import type { ChannelKind } from './entity.ts';
import { mask, shownTemplate, wholeTemplate } from './hidden-template.ts';
import type { changeChannelBody, createChannelBody } from './schema.ts';
import { standardType } from './schema.ts';
import type { ChannelSettings, TextSettings, WebhookSettings } from './settings.ts';

export type NewChannel = z.output<typeof createChannelBody>;
export type ChannelChange = z.output<typeof changeChannelBody>;

const ofText = ['method', 'contentType', 'template', 'header'] as const;

/** What only some kinds have, by those that have it not. */
const foreign: Readonly<Record<ChannelKind, readonly (keyof ChannelChange)[]>> = {
  webhook: ofText,
  mail: ['url', ...ofText],
  text: [],
};

/** What a new channel needs to tell; null for mails. Throws `invalid-body`. */
export function newSettings(wanted: NewChannel): ChannelSettings | null {
  switch (wanted.kind) {
    case 'mail':
      return null;
    case 'webhook':
      return newWebhook(wanted.url);
    case 'text':
      return newText(wanted);
  }
}

function newWebhook(url: string): WebhookSettings {
  return { kind: 'webhook', url, secrets: [{ secret: newWebhookSecret(), until: null }] };
}

function newText({
  url,
  method,
  contentType,
  template,
  header,
}: Omit<TextSettings, 'kind'>): TextSettings {
  expectKnownPlaceholders(template);
  return { kind: 'text', url, method, contentType, template, header };
}

/** The settings with what is given in their place. Throws `invalid-body`. */
export function changedSettings(
  kind: ChannelKind,
  before: ChannelSettings | null,
  change: ChannelChange,
): ChannelSettings | null {
  expectOwn(kind, change);
  if (!before) return null;
  const url = change.url ?? before.url;
  if (before.kind === 'webhook') return { ...before, url };
  return changedText(before, url, change);
}

/** What is hidden is kept for the address that it was given for, and as long as it stays hidden. */
function changedText(before: TextSettings, url: string, change: ChannelChange): TextSettings {
  const { method = before.method, contentType = before.contentType } = change;
  const { template: given = shownTemplate(before), header = before.header } = change;
  const isElsewhere = url !== before.url;
  const template = wholeTemplate(given, before);
  if (template === null) throw missing('template');
  const isKept = given.includes(mask);
  if (isKept && (isElsewhere || shownTemplate({ template, header }) !== given)) {
    throw missing('template');
  }
  if (isElsewhere && header && change.header === undefined) throw missing('header');
  return newText({ url, method, contentType, template, header });
}

/**
 * Settings in the place of some that nothing opens any more: all of them have to be given again, and a
 * webhook has another secret, which nobody knows; without an address all stays. Throws `invalid-body`.
 */
export function renewedSettings(
  kind: ChannelKind,
  change: ChannelChange,
): ChannelSettings | 'kept' {
  expectOwn(kind, change);
  const { url, template, method = 'POST', contentType = standardType, header = null } = change;
  const isTextGiven = ofText.some((member) => change[member] !== undefined);
  if (url === undefined && !isTextGiven) return 'kept';
  if (url === undefined) throw missing('url');
  if (kind !== 'text') return newWebhook(url);
  if (template === undefined) throw missing('template');
  return newText({ url, method, contentType, template, header });
}

const missing = (path: string) => invalid([{ path, message: 'has to be given again' }]);

function expectOwn(kind: ChannelKind, change: ChannelChange): void {
  const wrong = foreign[kind].filter((member) => change[member] !== undefined);
  if (wrong.length === 0) return;
  const message = `is no part of a channel of the kind ${kind}`;
  throw invalid(wrong.map((path) => ({ path, message })));
}

function expectKnownPlaceholders(template: string): void {
  const [unknown] = unknownPlaceholders(template);
  if (unknown === undefined) return;
  throw invalid([{ path: 'template', message: `{{${unknown}}} stands for nothing` }]);
}

function invalid(errors: readonly { readonly path: string; readonly message: string }[]): Problem {
  return new Problem('invalid-body', 'The channel cannot be as the body says.', { errors });
}

/** As much of an address as may be shown: what follows the name of the server may be a secret. */
export function shownTarget(settings: ChannelSettings | null): string {
  return settings ? new URL(settings.url).origin : '';
}
