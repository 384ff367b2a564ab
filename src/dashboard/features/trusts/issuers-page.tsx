import { Button, Divider, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Schema } from '../../api/schema.ts';
import { issuersQuery, removeIssuer } from '../../api/trusts.ts';
import { Confirm } from '../../components/confirm.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { IssuerForm } from './issuer-form.tsx';

/** Whose identity tokens accounts may trust: none but these is ever contacted. */
export function IssuersPage() {
  const query = useQuery(issuersQuery);
  return (
    <>
      <PageHeader
        title="Issuers"
        about="Issuers of identity tokens (OIDC) that accounts may trust. No other is ever contacted."
      />
      <Stack maw={800} gap="lg">
        <QueryView query={query} skeleton={<RowsSkeleton rows={2} height={56} />}>
          {({ data }) => (
            <Paper>
              {data.length === 0 ? (
                <Text size="sm">No issuer is allowed yet, so accounts cannot create trusts.</Text>
              ) : (
                <Stack gap="sm">
                  {data.map((issuer, index) => (
                    <Fragment key={issuer.id}>
                      {index > 0 && <Divider />}
                      <IssuerLine issuer={issuer} />
                    </Fragment>
                  ))}
                </Stack>
              )}
            </Paper>
          )}
        </QueryView>
        <IssuerForm />
      </Stack>
    </>
  );
}

function IssuerLine({ issuer: { id, issuer, ...rest } }: { readonly issuer: Schema['Issuer'] }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const removing = useMutation({
    mutationFn: () => removeIssuer(id),
    onSuccess: async () => {
      setAsking(false);
      await client.invalidateQueries({ queryKey: issuersQuery.queryKey });
    },
  });
  return (
    <Group justify="space-between" gap="sm">
      <Stack gap={2} miw={200} flex={1}>
        <Text style={{ overflowWrap: 'anywhere' }}>{issuer}</Text>
        <Text size="sm" c="dimmed">
          allowed <RelativeTime at={rest.createdAt} />
          {rest.privateAddresses && ', also in private networks'}
        </Text>
      </Stack>
      <Button
        size="xs"
        variant="default"
        onClick={() => setAsking(true)}
        aria-label={`Remove ${issuer}`}
      >
        Remove
      </Button>
      <Confirm
        opened={asking}
        title="Remove this issuer?"
        act="Remove"
        pending={removing.isPending}
        error={removing.error}
        onConfirm={() => removing.mutate()}
        onClose={() => setAsking(false)}
      >
        Tokens issued through {issuer} are revoked immediately. Trusts in it stay, but have no
        effect.
      </Confirm>
    </Group>
  );
}
