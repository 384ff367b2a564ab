import { Button, EmptyState, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { trustsQuery } from '../../api/trusts.ts';
import { AccountNavigation } from '../../components/account-navigation.tsx';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { EditTrust } from './edit-trust.tsx';
import { TrustCard } from './trust-card.tsx';

/** Whose jobs get a token of the account without holding a secret. */
export function TrustsPage() {
  const query = useQuery(trustsQuery);
  const [edited, setEdited] = useState<Schema['Trust'] | 'new' | null>(null);
  const startNew = () => setEdited('new');
  return (
    <>
      <PageHeader
        title="Trusts"
        about="CI jobs exchange an identity token (OIDC) for a 15-minute token, and store no secret."
        actions={
          <Button leftSection={<Icon name="add" />} onClick={startNew}>
            New trust
          </Button>
        }
      />
      <AccountNavigation />
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={140} />}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState
              icon={<Icon name="token" size={32} />}
              title="No trust yet"
              description="A trust lets a GitHub Actions or GitLab workflow deploy without a stored token."
            >
              <EmptyState.Actions>
                <Button onClick={startNew}>Create a trust</Button>
              </EmptyState.Actions>
            </EmptyState>
          ) : (
            <Stack>
              {data.map((trust) => (
                <TrustCard key={trust.id} trust={trust} onEdit={() => setEdited(trust)} />
              ))}
            </Stack>
          )
        }
      </QueryView>
      {edited && (
        <EditTrust trust={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}
