import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../api/session.ts';
import { AccountNavigation } from '../../components/account-navigation.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { EmailForm } from './email-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { SessionList } from './session-list.tsx';
import { SigningKeyForm } from './signing-key-form.tsx';

/** How one signs in: address, password, and where that was done. */
export function AccountPage() {
  const query = useQuery(accountQuery);
  return (
    <>
      <PageHeader title="Account" about="How you sign in, and where you are signed in." />
      <AccountNavigation />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={120} />}>
        {(account) => (
          <Stack maw={720} gap="lg">
            <EmailForm account={account} />
            <PasswordForm account={account} />
            <SigningKeyForm account={account} />
            <SessionList />
          </Stack>
        )}
      </QueryView>
    </>
  );
}
