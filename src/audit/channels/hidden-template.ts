import type { TextSettings } from './settings.ts';

/** What stands in the place of what is not shown. */
export const mask = '•••';

const secretName = /key|pass|pwd|token|secret|credential|authorization/i;

/** `"name": "value"` and `name=value`, but for values that are filled in. */
const jsonMember = /("([^"\\]{1,100})"\s*:\s*")((?:[^"\\{]|\\.)+)(?=")/g;
const formMember = /(([\w.-]{1,100})=)([^&\s{"]+)/g;

/** A credential behind its scheme, as in `Authorization`. */
const scheme = /(\b(Bearer|Basic|Token)\s+)([^\s"'{&]+)/gi;

/** A run that is long enough for a key. */
const run = /[A-Za-z\d+/_-]{22,}={0,2}/g;

type Template = Pick<TextSettings, 'template' | 'header'>;

/** A part of a text, its end not included. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A template as it is shown: without what looks secret in it, and without the value of the header. */
export function shownTemplate(before: Template): string {
  return split(before).shown.join(mask);
}

/** What a template holds that is not shown, in its order. */
export function hiddenIn(before: Template): readonly string[] {
  return split(before).hidden;
}

/**
 * A template that was given: the one before where it is as that was shown; null: it has what was hidden in another
 * place, where it might be shown.
 */
export function wholeTemplate(given: string, before: Template): string | null {
  if (given === shownTemplate(before)) return before.template;
  return given.includes(mask) ? null : given;
}

/** A header's value, and what of it stands behind a scheme. */
export function credentialsOf(value: string): string[] {
  const [, behind] = /^\S+\s+(\S+)$/.exec(value) ?? [];
  return behind === undefined ? [value] : [value, behind];
}

/** What is shown of a template, and what is hidden between. */
function split({ template, header }: Template) {
  const [shown, hidden]: [string[], string[]] = [[], []];
  let end = 0;
  for (const span of merged(secretSpans(template, header))) {
    shown.push(template.slice(end, span.start));
    hidden.push(template.slice(span.start, span.end));
    end = span.end;
  }
  return { shown: [...shown, template.slice(end)], hidden };
}

function secretSpans(text: string, header: TextSettings['header']): Span[] {
  const isNamed = ([, , name = '']: RegExpExecArray) => secretName.test(name);
  const values = [
    ...[...text.matchAll(jsonMember), ...text.matchAll(formMember)].filter(isNamed),
    ...text.matchAll(scheme),
  ].map(({ index, 1: lead = '', 3: value = '' }) => spanOf(value, index + lead.length));
  const runs = [...text.matchAll(run)]
    .filter(([found]) => looksRandom(found))
    .map(({ 0: found, index }) => spanOf(found, index));
  const repeated = header ? credentialsOf(header.value) : [];
  return [...values, ...runs, ...repeated.flatMap((secret) => everyPlace(text, secret))];
}

const spanOf = (text: string, start: number): Span => ({ start, end: start + text.length });

function everyPlace(text: string, part: string): Span[] {
  return [...text.matchAll(new RegExp(RegExp.escape(part), 'g'))].map(({ index }) =>
    spanOf(part, index),
  );
}

/** The spans in their order, those that touch as one. */
function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (!last || span.start > last.end) all.push(span);
    else all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return all;
}

/** Long hexadecimal, or of letters of both cases and digits, or padded. */
function looksRandom(text: string): boolean {
  if (text.endsWith('=') || /^[\da-f]{32,}$/i.test(text)) return true;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}
