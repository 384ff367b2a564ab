import { Box, Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Schema } from '../api/schema.ts';
import { signOut } from '../api/session.ts';
import { ErrorAlert } from '../components/error-alert.tsx';
import { Icon } from '../components/icons.tsx';

/** Who is signed in, and the way out. */
export function AccountMenu({ account }: { readonly account: Schema['Account'] }) {
  const client = useQueryClient();
  const leaving = useMutation({ mutationFn: () => signOut(client) });
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--mantine-color-text)"
          px="xs"
          aria-label={account.name}
          leftSection={<Icon name="account" />}
          rightSection={<Icon name="down" size={14} />}
        >
          <Box component="span" visibleFrom="xs">
            {account.name}
          </Box>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.email}</Menu.Label>
        <Menu.Item
          leftSection={<Icon name="leave" />}
          closeMenuOnClick={false}
          disabled={leaving.isPending}
          onClick={() => leaving.mutate()}
        >
          Sign out
        </Menu.Item>
        <ErrorAlert error={leaving.error} />
      </Menu.Dropdown>
    </Menu>
  );
}
