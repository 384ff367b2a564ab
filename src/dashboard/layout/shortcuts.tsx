import { Kbd, Table } from '@mantine/core';
import { Dialog } from '../components/dialog.tsx';

const keys = [
  { keys: 'Ctrl K', does: 'Go to a page, unikernel, volume, host or part of the documentation' },
  { keys: '/', does: 'Search on this page' },
  { keys: '?', does: 'Show these shortcuts' },
  { keys: 'Esc', does: 'Close what is open' },
] as const;

/** What the keyboard does everywhere. */
export function Shortcuts({ onClose }: { onClose(): void }) {
  return (
    <Dialog onClose={onClose} title="Keyboard shortcuts">
      <Table aria-label="Keyboard shortcuts" highlightOnHover={false}>
        <Table.Tbody>
          {keys.map(({ keys: combination, does }) => (
            <Table.Tr key={combination}>
              <Table.Td w={90}>
                <Kbd>{combination}</Kbd>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
