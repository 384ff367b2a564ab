import { Button, Menu } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { Icon } from '../../components/icons.tsx';
import type { AccountAct } from './account-state.ts';

interface AccountMenuProps {
  readonly account: Schema['Account'];
  /** Whether it is the last active administrator's. */
  readonly last: boolean;
  onAct(act: AccountAct): void;
}

/** What else can be done with an account. */
export function AccountMenu({ account, last, onAct }: AccountMenuProps) {
  const { name, active, admin, approvedAt } = account;
  const item = (act: AccountAct, label: string, away = false) => (
    <Menu.Item
      key={act}
      disabled={last && away}
      {...(act === 'delete' ? { color: 'var(--mantine-color-error)' } : {})}
      onClick={() => onAct(act)}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <Button
          variant="default"
          rightSection={<Icon name="down" size={14} />}
          aria-label={`More about ${name}`}
        >
          More
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {last && <Menu.Label>The last active administrator cannot be removed.</Menu.Label>}
        {approvedAt !== null && item('tokens', 'Tokens')}
        {approvedAt !== null && item('reset-password', 'Password reset link')}
        {active && !admin && item('promote', 'Make administrator')}
        {admin && item('demote', 'Remove administrator rights', true)}
        {active && item('suspend', 'Suspend', true)}
        {item('delete', approvedAt === null ? 'Reject and delete' : 'Delete', true)}
      </Menu.Dropdown>
    </Menu>
  );
}
