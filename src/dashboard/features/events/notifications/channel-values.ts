import type { ChannelChange, NewChannel } from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';

type Kind = Schema['Channel']['kind'];

/** What the form of a channel holds; what its kind has not is left as it is. */
export interface ChannelValues {
  readonly kind: Kind;
  readonly name: string;
  readonly types: string[];
  /** Empty: as it is. */
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly contentType: string;
  readonly template: string;
  readonly headerName: string;
  /** Empty: as it is, where the header has the same name. */
  readonly headerValue: string;
}

const json = 'application/json';

/** Texts as some services want them. */
export const textPresets = {
  ntfy: {
    label: 'ntfy',
    url: 'https://ntfy.sh',
    method: 'POST',
    template:
      '{"topic": "TOPIC", "title": "{{title}}", "message": "{{text}}", "click": "{{link}}"}',
  },
  slack: {
    label: 'Slack',
    url: 'https://hooks.slack.com/services/…',
    method: 'POST',
    template: '{"text": "*{{title}}*\\n{{text}}\\n{{link}}"}',
  },
  matrix: {
    label: 'Matrix',
    url: 'https://SERVER/_matrix/client/v3/rooms/ROOM/send/m.room.message/{{id}}',
    method: 'PUT',
    template: '{"msgtype": "m.text", "body": "{{title}}\\n{{text}}"}',
  },
} as const;

export const emptyChannel: ChannelValues = {
  ...{ kind: 'webhook', name: '', types: [], url: '', method: 'POST', contentType: json },
  ...{ template: textPresets.ntfy.template, headerName: '', headerValue: '' },
};

/** A channel as the form begins with it. */
export function valuesOf({ kind, name, types, text }: Schema['Channel']): ChannelValues {
  const { method = 'POST', contentType = json, template = '', header = null } = text ?? {};
  return {
    ...{ kind, name, types, url: '', method, contentType, template },
    ...{ headerName: header ?? '', headerValue: '' },
  };
}

const headerOf = ({ headerName: name, headerValue: value }: ChannelValues) =>
  name === '' ? null : { name, value };

export function newChannelOf(values: ChannelValues): NewChannel {
  const { kind, name, types, url, method, contentType, template } = values;
  if (kind === 'mail') return { kind, name, types };
  if (kind === 'webhook') return { kind, name, types, url };
  return { kind, name, types, url, method, contentType, template, header: headerOf(values) };
}

/** What a form changes; a secret that nobody has written again stays. */
export function changeOf(values: ChannelValues): ChannelChange {
  const { kind, name, types, url, method, contentType, template } = values;
  const given = { name, types, ...(url !== '' && { url }) };
  if (kind !== 'text') return given;
  const { headerName, headerValue } = values;
  const isKept = headerName !== '' && headerValue === '';
  return { ...given, method, contentType, template, ...(!isKept && { header: headerOf(values) }) };
}

/** What is missing, by field. */
export function faultsOf(values: ChannelValues, isWhole: boolean): Record<string, string> {
  const { kind, name, types, url } = values;
  return {
    ...(name.trim() === '' && { name: 'is missing' }),
    ...(types.length === 0 && { types: 'choose at least one' }),
    ...(isWhole && kind !== 'mail' && url === '' && { url: 'is missing' }),
  };
}
