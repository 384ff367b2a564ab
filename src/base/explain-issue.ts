import type * as z from 'zod';

/**
 * What is wrong with a value that a schema refuses, in words that follow the name of the value: `is missing`,
 * `must be a list, not a string`. For `safeParse(value, { error: explainIssue })`; a text that the schema has itself
 * comes before. No value is repeated: it may be secret.
 */
export const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && issue.code !== 'unrecognized_keys') return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${wanted(issue)}${butIs(issue)}`;
  if (issue.code === 'invalid_format') return explainFormat(issue);
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues[0]?.message ?? 'cannot be used';
  }
  if (issue.code === 'too_small') return isEmptyOf(issue) ? 'must not be empty' : limit(issue);
  if (issue.code === 'too_big') return limit(issue);
  const what = wanted(issue);
  return what === null ? undefined : `must be ${what}`;
};

const kinds: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What a value has to be; null where that cannot be said in a few words. */
function wanted(issue: z.core.$ZodRawIssue | z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_type') return kinds[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return either(issue.values.map(literal));
  if (issue.code === 'not_multiple_of') return `a multiple of ${issue.divisor}`;
  if (issue.code !== 'invalid_union') return null;
  if ('options' in issue && Array.isArray(issue.options)) return either(issue.options.map(literal));
  const alternatives = issue.errors?.map(([first]) => (first ? wanted(first) : null)) ?? [];
  const said = alternatives.filter((each) => each !== null);
  return said.length === alternatives.length && said.length > 0 ? either([...new Set(said)]) : null;
}

function butIs({ expected, input }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidType>): string {
  if (expected === 'int' && typeof input === 'number') return '';
  return `, not ${kindOf(input)}`;
}

function kindOf(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'boolean') return 'true or false';
  return kinds[typeof input] ?? typeof input;
}

const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address, as alice@example.org',
  datetime: 'a time, as 2026-12-01T12:00:00Z',
  date: 'a day, as 2026-12-01',
  url: 'an address, as https://example.org/',
  uuid: 'a UUID',
  base64: 'in base64',
};

function explainFormat(issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  const format = formats[issue.format];
  return format === undefined ? 'does not have the form that it needs' : `must be ${format}`;
}

type SizeIssue = z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig>;

const units: Readonly<Record<string, string>> = { string: 'characters', array: 'items' };

const isEmptyOf = ({ origin, minimum }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>) =>
  units[origin] !== undefined && Number(minimum) === 1;

function limit(issue: SizeIssue): string {
  const [bound, atBound, beyond] =
    issue.code === 'too_small'
      ? [issue.minimum, 'at least', 'more than']
      : [issue.maximum, 'at most', 'less than'];
  const words = issue.exact ? 'exactly' : issue.inclusive === false ? beyond : atBound;
  const unit = units[issue.origin];
  return unit === undefined
    ? `must be ${words} ${bound}`
    : `must have ${words} ${bound} ${Number(bound) === 1 ? unit.slice(0, -1) : unit}`;
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `"${value}"` : String(value);

function either(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
