import { Code, Divider, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { secretsQuery } from '../../api/secrets.ts';
import { AccountNavigation } from '../../components/account-navigation.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { SecretForm } from './secret-form.tsx';
import { SecretLine } from './secret-line.tsx';

/** What the account keeps for the arguments of its unikernels. */
export function SecretsPage() {
  const query = useQuery(secretsQuery);
  const [replaced, setReplaced] = useState<string | null>(null);
  return (
    <>
      <PageHeader
        title="Secrets"
        about="Values for arguments, filled in when they are sent to a host, and never shown again."
      />
      <AccountNavigation />
      <Stack maw={800} gap="lg">
        <Text size="sm">
          Write{' '}
          <Code>
            {'${'}secret:NAME{'}'}
          </Code>{' '}
          in an argument, as in{' '}
          <Code style={{ whiteSpace: 'nowrap' }}>
            --dns-key={'${'}secret:DNS_KEY{'}'}
          </Code>
          . A running unikernel keeps the old value until it is restarted. In a value, escape white
          space, quotes and backslashes with a backslash.
        </Text>
        <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={56} />}>
          {({ data }) => (
            <>
              <Paper component="section" aria-label="Saved secrets">
                {data.length === 0 ? (
                  <Text size="sm">No secrets yet.</Text>
                ) : (
                  <Stack gap="sm">
                    {data.map((secret, index) => (
                      <Fragment key={secret.name}>
                        {index > 0 && <Divider />}
                        <SecretLine secret={secret} onReplace={() => setReplaced(secret.name)} />
                      </Fragment>
                    ))}
                  </Stack>
                )}
              </Paper>
              <SecretForm
                key={replaced ?? ''}
                replaced={replaced}
                taken={data.map(({ name }) => name)}
                onDone={() => setReplaced(null)}
              />
            </>
          )}
        </QueryView>
      </Stack>
    </>
  );
}
