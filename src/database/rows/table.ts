import {
  type EntityClass,
  type EntityDictionary,
  type EntityMetadata,
  type Platform,
  ReferenceKind,
} from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';

/** A part of a statement, and the values at its places. */
export interface Part {
  readonly sql: string;
  readonly values: readonly unknown[];
}

interface Column {
  readonly property: string;
  readonly name: string;
  /** A value as it is stored. */
  readonly stored: (value: unknown) => unknown;
  /** One that the ORM's driver has read, as it is known in the program; left out: it is that already. */
  readonly known?: (value: unknown) => unknown;
}

const tables = new WeakMap<EntityMetadata, Table>();

/** The table of an entity. */
export function tableOf(em: EntityManager, entity: EntityClass): Table {
  const metadata = em.getMetadata().get(entity);
  const known = tables.get(metadata);
  if (known) return known;
  const table = new Table(metadata, em.getPlatform());
  tables.set(metadata, table);
  return table;
}

/** The table of an entity for statements that are written out: values are stored and read as the ORM does so. */
export class Table {
  readonly name: string;
  /** The column of its primary key, or the first one of it. */
  readonly key: string;
  /** Its columns for a statement that has other tables, too: each by a name that none of theirs has. */
  readonly qualifiedColumns: readonly string[];
  readonly #metadata: EntityMetadata;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #qualified: readonly { readonly name: string; readonly as: string }[];
  readonly #unlikeRead: readonly Column[];

  constructor(metadata: EntityMetadata, platform: Platform) {
    const stored = metadata.props.filter(({ kind }) => kind !== ReferenceKind.ONE_TO_MANY);
    const columns = stored.map((property) => columnOf(property, platform));
    this.name = metadata.tableName;
    this.#metadata = metadata;
    this.#columns = new Map(columns.map((column) => [column.property, column]));
    this.key = this.column(`${metadata.primaryKeys[0]}`);
    this.#qualified = columns.map(({ name }) => ({ name, as: `${this.name}.${name}` }));
    this.qualifiedColumns = this.#qualified.map(({ as }) => `${as} as "${as}"`);
    this.#unlikeRead = columns.filter(({ known }) => known);
  }

  /** The columns that a row says something of, and what it says. */
  columns(row: object): { readonly names: readonly string[]; readonly values: readonly unknown[] } {
    return this.#told(row);
  }

  /** `(a, b) values (?, ?)` */
  row(row: object): Part {
    const { names, values } = this.#told(row);
    const places = values.map(() => '?');
    return { sql: `(${names.join(', ')}) values (${places.join(', ')})`, values };
  }

  /** `a = ?, b = ?` */
  assignments(change: object): Part {
    const { names, values } = this.#told(change);
    return { sql: names.map((name) => `${name} = ?`).join(', '), values };
  }

  /** `a = ? and b is null` */
  conditions(equal: object): Part {
    const { names, values } = this.#told(equal);
    const conditions = names.map((name, index) =>
      values[index] === null ? `${name} is null` : `${name} = ?`,
    );
    return { sql: conditions.join(' and '), values: values.filter((value) => value !== null) };
  }

  /** The column of a property. */
  column(property: string): string {
    return this.#columnOf(property).name;
  }

  /** What a row says, with a null where there is nothing. */
  read<T extends object>(em: EntityManager, row: EntityDictionary<T>): T {
    const read: T = Object.create(Object.prototype);
    Object.assign(read, em.getDriver().mapResult(row, this.#metadata));
    for (const { property, known } of this.#unlikeRead) {
      const value: unknown = Reflect.get(read, property);
      if (value !== null && value !== undefined) Reflect.set(read, property, known?.(value));
    }
    return read;
  }

  /** The same of what was asked for by `qualifiedColumns`; null: no row was joined. */
  readQualified<T extends object>(em: EntityManager, row: EntityDictionary<object>): T | null {
    if (row[`${this.name}.${this.key}`] === null) return null;
    const own: EntityDictionary<T> = Object.create(Object.prototype);
    for (const { name, as } of this.#qualified) Reflect.set(own, name, row[as]);
    return this.read(em, own);
  }

  #told(values: object): { readonly names: string[]; readonly values: unknown[] } {
    const names: string[] = [];
    const stored: unknown[] = [];
    for (const [property, value] of Object.entries(values)) {
      if (value === undefined) continue;
      const column = this.#columnOf(property);
      names.push(column.name);
      stored.push(value === null ? null : column.stored(value));
    }
    return { names, values: stored };
  }

  #columnOf(property: string): Column {
    const column = this.#columns.get(property);
    if (!column) throw new TypeError(`${this.name} has no ${property}`);
    return column;
  }
}

function columnOf(
  { name: property, fieldNames, customType }: EntityMetadata['props'][number],
  platform: Platform,
): Column {
  const [name = property] = fieldNames;
  if (!customType) return { property, name, stored: (value) => value };
  return {
    ...{ property, name },
    stored: (value) => customType.convertToDatabaseValue(value, platform),
    known: (value) => customType.convertToJSValue(value, platform),
  };
}
