import { nounRows } from '../../src/http/openapi-nouns.ts';
import { quantitiesOf } from './quantities.ts';
import { replaceTable } from './replace-table.ts';

interface Parameter {
  readonly $ref?: string;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Operation {
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** What of an OpenAPI document the page needs. */
export interface ConventionsDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** docs/api-conventions.md with tables of what the OpenAPI document says, in the place of those that it has. */
export function conventionsPage(current: string, document: ConventionsDocument): string {
  const lists = listsOf(document);
  const paged = lists.filter(({ isPaged }) => isPaged).map(({ path, size }) => [path, size]);
  const whole = lists.filter(({ isPaged }) => !isPaged).map(({ path }) => [path]);
  const withPaged = replaceTable(current, '| paged list ', paged);
  const withLists = replaceTable(withPaged, '| list that comes whole ', whole);
  const withUnits = replaceTable(withLists, '| unit ', unitsOf(document));
  return replaceTable(withUnits, '| noun ', nounRows(document.paths, '/api/v1'));
}

/** Each unit with the names of what it is of. */
function unitsOf(document: ConventionsDocument): [string, string][] {
  const byUnit = Map.groupBy(quantitiesOf(document), ({ unit }) => unit ?? 'none');
  return [...byUnit]
    .map(([unit, each]): [string, string] => {
      const names = [...new Set(each.map(({ name }) => `\`${name}\``))].sort();
      return [unit, names.join(', ')];
    })
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function listsOf({ paths, components }: ConventionsDocument) {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get || get.deprecated || !isList(get, components.schemas)) return [];
    const isPaged = get.parameters?.some(({ $ref }) => $ref === '#/components/parameters/Cursor');
    const [, size = 'all'] = /Without `limit` a page has (\d+)/.exec(get.description ?? '') ?? [];
    return [{ path: `\`${path.replace('/api/v1', '')}\``, isPaged, size }];
  });
}

function isList({ responses }: Operation, schemas: ConventionsDocument['components']['schemas']) {
  const schema = responses[200]?.content?.['application/json']?.schema;
  const named = schema?.$ref?.split('/').at(-1);
  const { properties } = (named === undefined ? schema : schemas[named]) ?? {};
  return properties?.data?.type === 'array';
}
