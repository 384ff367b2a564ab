import { Box, rem, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './stacked-table.module.css';

interface StackedTableProps {
  readonly label: string;
  /** Pixels below which it is scrolled sideways, on a screen that is not narrow. */
  readonly minWidth: number;
  /** Pixels beyond which it is scrolled; by default it is as high as it needs to be. */
  readonly maxHeight?: number;
  readonly verticalSpacing?: number;
  readonly children: ReactNode;
}

/** A table whose rows are cards on a narrow screen; each cell but a row's first names its column by `data-label`. */
export function StackedTable(props: StackedTableProps) {
  const { label, minWidth, maxHeight, children, ...others } = props;
  const isScrolled = maxHeight !== undefined;
  return (
    <Box
      className={classes.container}
      __vars={{ '--fitting-width': rem(minWidth) }}
      // Scrolled by the keyboard, too.
      {...(isScrolled && { mah: maxHeight, role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <Table aria-label={label} className={classes.table} stickyHeader={isScrolled} {...others}>
        {children}
      </Table>
    </Box>
  );
}
