import { Box, rem, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './stacked-table.module.css';

interface StackedTableProps {
  readonly label: string;
  /** In pixels: a table with less room than this scrolls sideways, unless the screen is narrow. */
  readonly minWidth: number;
  /** In pixels: a higher table scrolls. By default, it is as high as it needs to be. */
  readonly maxHeight?: number;
  readonly verticalSpacing?: number;
  readonly children: ReactNode;
}

/**
 * A table whose rows become cards on a narrow screen. In a row, all cells but the first have a `data-label`;
 * one that says its `colSpan` has the whole width of the card.
 */
export function StackedTable(props: StackedTableProps) {
  const { label, minWidth, maxHeight, children, ...others } = props;
  const isScrolled = maxHeight !== undefined;
  return (
    <Box
      className={classes.container}
      data-scrolled={isScrolled}
      __vars={{ '--fitting-width': rem(minWidth) }}
      // So that the keyboard can scroll it, too.
      {...(isScrolled && { mah: maxHeight, role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <Table aria-label={label} className={classes.table} stickyHeader={isScrolled} {...others}>
        {children}
      </Table>
    </Box>
  );
}
