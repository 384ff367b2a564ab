import openapiTS, { astToString } from 'openapi-typescript';

/** The types of an API, from its OpenAPI document as JSON. What has a default may be left out. */
export async function typesOf(document: string): Promise<string> {
  return astToString(await openapiTS(document, { defaultNonNullable: false }));
}
