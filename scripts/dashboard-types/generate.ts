import openapiTS, { astToString } from 'openapi-typescript';

const heading =
  '// Made by `npm run docs` from the OpenAPI document. Do not change it by hand.\n\n';

/** The types of the API that the dashboard speaks, from the server's OpenAPI document as JSON. */
export async function dashboardTypes(document: string): Promise<string> {
  return heading + astToString(await openapiTS(document));
}
