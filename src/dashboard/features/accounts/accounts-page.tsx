import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { usersQuery } from '../../api/users.ts';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { AccountCard } from './account-card.tsx';
import { AccountDialog } from './account-dialog.tsx';
import type { AccountAct } from './account-state.ts';
import { InviteAccount } from './invite-account.tsx';

type Account = Schema['Account'];

/** A dialog about an account, which stays while it goes from the list. */
interface Chosen {
  readonly account: Account;
  readonly act: AccountAct;
}

/** All accounts, those that wait first; approves, promotes and ends them. */
export function AccountsPage() {
  const query = useQuery(usersQuery);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [search, setSearch] = useState('');
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageHeader
        title="Accounts"
        about="New accounts wait here for approval, for at most 14 days."
        actions={
          <Button leftSection={<Icon name="add" />} onClick={() => setInviting(true)}>
            Invite
          </Button>
        }
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={84} />}>
        {({ data }) => (
          <Stack gap="lg">
            {data.length > 5 && (
              <TextInput
                type="search"
                label="Search"
                placeholder="Name or e-mail address"
                maw={360}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            )}
            {!data.some((account) => isFound(account, search)) && (
              <Text>No account has “{search.trim()}” in its name or address.</Text>
            )}
            {groupsOf(data.filter((account) => isFound(account, search))).map(
              ({ title, accounts }) => (
                <Stack key={title} component="section" gap="sm" aria-label={title}>
                  <Title order={2} size="h4">
                    {title}
                  </Title>
                  {accounts.map((account) => (
                    <AccountCard
                      key={account.id}
                      account={account}
                      last={isLast(account, data)}
                      onAct={(act) => setChosen({ account, act })}
                    />
                  ))}
                </Stack>
              ),
            )}
          </Stack>
        )}
      </QueryView>
      {inviting && <InviteAccount onClose={() => setInviting(false)} />}
      {chosen && <AccountDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function groupsOf(accounts: readonly Account[]) {
  const waiting = accounts.filter(({ approvedAt }) => approvedAt === null);
  const others = accounts.filter(({ approvedAt }) => approvedAt !== null);
  return [
    { title: 'Waiting for approval', accounts: waiting },
    { title: 'Approved', accounts: others.toSorted((a, b) => a.name.localeCompare(b.name)) },
  ].filter((group) => group.accounts.length > 0);
}

/** Whether a search means it, by its name or address. */
function isFound({ name, email }: Account, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return name.includes(wanted) || email.includes(wanted);
}

/** Whether it is the last active administrator, who has to stay. */
function isLast(account: Account, all: readonly Account[]): boolean {
  if (!account.active || !account.admin) return false;
  return all.every((each) => each.id === account.id || !each.active || !each.admin);
}
