import openapiTS, { astToString, type OpenAPITSOptions } from 'openapi-typescript';

/** What has a default may be left out, and former addresses are not there. */
const ours: OpenAPITSOptions = { defaultNonNullable: false, excludeDeprecated: true };

/** The types of an API, from its OpenAPI document as JSON. */
export async function typesOf(document: string, options = ours): Promise<string> {
  return astToString(await openapiTS(document, options));
}
