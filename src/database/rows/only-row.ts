/** The row of a table that has one always. Throws where it is lost: to go on without would begin anew. */
export function onlyRow<R>(table: string, rows: readonly R[]): R {
  const [row] = rows;
  if (row === undefined) throw new Error(`${table} has lost its only row`);
  return row;
}
