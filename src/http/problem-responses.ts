import type * as z from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { catalogue, type ErrorCode } from '../base/errors.ts';
import { type FormBody, formStatuses } from './content/form-body.ts';
import { anyProblems, credentialProblems } from './implied-problems.ts';

/** Problems as the responses of an operation, by status; and as it tells them to whoever sends a form. */
export type DescribeProblems = (
  codes: readonly ErrorCode[],
  form?: FormBody<z.ZodType>,
) => ZodOpenApiResponsesObject;

/** For one document: what many operations answer alike is a component of it. */
export function createDescribeProblems(): DescribeProblems {
  const shared = new Map([
    share('BadRequest', byStatus(anyProblems).get(400) ?? []),
    share('Unauthorized', byStatus(credentialProblems).get(401) ?? []),
    share('TooMany', byStatus([...anyProblems, ...credentialProblems]).get(429) ?? []),
  ]);
  const response = (codes: readonly ErrorCode[]) => {
    const [code, ...more] = codes;
    if (code && more.length === 0 && !shared.has(code))
      shared.set(...share(pascalCase(code), codes));
    return shared.get(keyOf(codes)) ?? describe(codes);
  };
  return (codes, form) => {
    const told = form && formStatuses(form, codes);
    const describeOne = (status: number, each: readonly ErrorCode[]) =>
      form && told?.has(status) ? withRefusal(describe(each), form) : response(each);
    return Object.fromEntries(
      [...byStatus(codes)].map(([status, each]) => [status, describeOne(status, each)]),
    );
  };
}

function withRefusal(
  { description, content }: ZodOpenApiResponseObject,
  { refusal }: FormBody<z.ZodType>,
): ZodOpenApiResponseObject {
  return { description, content: { ...content, 'application/json': { schema: refusal } } };
}

function share(id: string, codes: readonly ErrorCode[]): [string, ZodOpenApiResponseObject] {
  return [keyOf(codes), { id, ...describe(codes) }];
}

function byStatus(codes: readonly ErrorCode[]): Map<number, ErrorCode[]> {
  return Map.groupBy(new Set(codes), (code) => catalogue[code].status);
}

function keyOf(codes: readonly ErrorCode[]): string {
  return codes.toSorted().join();
}

function describe(codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const sentences = codes.map((code) => `\`${code}\`: ${catalogue[code].title}.`);
  const problem = { $ref: '#/components/schemas/Problem' };
  const one = { type: 'object' as const, properties: { code: { enum: [...codes] } } };
  return {
    description: sentences.join(' '),
    content: { 'application/problem+json': { schema: { allOf: [problem, one] } } },
  };
}

/** `TooLarge` for `too-large`. */
function pascalCase(code: ErrorCode): string {
  return code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
