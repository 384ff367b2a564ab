import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { Icon } from '../../components/icons.tsx';
import { type ColumnName, columns, isColumn, optionalColumns, standardColumns } from './columns.ts';

interface ChooseColumnsProps {
  readonly chosen: readonly ColumnName[];
  onChange(chosen: readonly ColumnName[]): void;
}

/** Chooses what the table shows of each unikernel. */
export function ChooseColumns({ chosen, onChange }: ChooseColumnsProps) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" rightSection={<Icon name="down" size={14} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Checkbox.Group
          label="Columns"
          value={[...chosen]}
          onChange={(names) => onChange(names.filter(isColumn))}
        >
          <Stack gap="xs" mt="xs">
            {optionalColumns.map((name) => (
              <Checkbox key={name} value={name} label={columns[name].label} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Button
          size="compact-sm"
          variant="subtle"
          mt="sm"
          onClick={() => onChange(standardColumns)}
        >
          Standard
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
