import type { Cell, TableShape } from './cells.ts';

/** Takes the rows of tables, in the order of a dump. */
export interface RowSink {
  add(shape: TableShape, row: readonly Cell[]): Promise<void>;
  /** Writes what is still gathered. */
  end(): Promise<void>;
}
