/** Which of many equal cells are seen. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  /** First and last index that is to be drawn, one row more above and below. */
  readonly first: number;
  readonly last: number;
}

/** Lays cells out in rows. Works for one row that scrolls sideways as well: then width and height are exchanged. */
export function visibleCells(count: number, width: number, height: number, scroll: number, cellWidth: number, cellHeight: number, columns = Math.max(1, Math.round(width / cellWidth))): Cells {
  const rows = Math.ceil(count / columns);
  const top = Math.max(0, Math.floor(scroll / cellHeight) - 1);
  const bottom = Math.min(rows - 1, Math.ceil((scroll + height) / cellHeight));
  return { columns, rows, first: Math.min(count, top * columns), last: Math.min(count - 1, (bottom + 1) * columns - 1) };
}
