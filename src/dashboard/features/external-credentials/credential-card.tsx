import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type CheckedService,
  type CredentialOwner,
  checkExternalCredential,
  externalCredentialsQuery,
  removeExternalCredential,
} from '../../api/external-credentials.ts';
import type { Schema } from '../../api/schema.ts';
import { Confirm } from '../../components/confirm.tsx';
import { DangerButton } from '../../components/danger-button.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { CredentialFinding } from './credential-finding.tsx';
import { CredentialForm } from './credential-form.tsx';
import { CredentialSteps } from './credential-steps.tsx';
import type { Service } from './services.ts';

interface CredentialCardProps {
  readonly owner: CredentialOwner;
  readonly service: Service;
  /** null: none is saved. */
  readonly credential: Schema['ExternalCredential'] | null;
}

/** The credential for one service: saves, checks and removes it. */
export function CredentialCard({ owner, service, credential }: CredentialCardProps) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { checkedAs } = service;
  const refresh = () => client.invalidateQueries(externalCredentialsQuery(owner));
  const checking = useMutation({
    mutationFn: (checkedAs: CheckedService) => checkExternalCredential(owner, checkedAs),
    onSuccess: refresh,
  });
  const removing = useMutation({
    mutationFn: () => removeExternalCredential(owner, service.id),
    onSuccess: async () => {
      setAsking(false);
      checking.reset();
      await refresh();
    },
  });
  return (
    <Paper component="section" aria-label={service.name}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {service.name}
        </Title>
        {credential ? (
          <>
            <Text size="sm">
              Saved <RelativeTime at={credential.savedAt} />.
              {credential.tokenService &&
                ` Also sent to its token service, ${credential.tokenService}.`}
            </Text>
            <CredentialFinding finding={credential.finding} service={service} />
            <Group gap="xs">
              {checkedAs && (
                <Button
                  variant="default"
                  loading={checking.isPending}
                  onClick={() => checking.mutate(checkedAs)}
                >
                  Check
                </Button>
              )}
              <DangerButton onClick={() => setAsking(true)}>Remove</DangerButton>
            </Group>
            <ErrorAlert error={checking.error} />
          </>
        ) : (
          <Text size="sm" c="dimmed">
            No credential saved; requests are anonymous.
          </Text>
        )}
        <CredentialSteps service={service} />
        <CredentialForm owner={owner} service={service} credential={credential} onSaved={refresh} />
        <Confirm
          opened={asking}
          title={`Remove the credential for ${service.name}?`}
          act="Remove"
          pending={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate()}
          onClose={() => setAsking(false)}
        >
          Downloads will then be anonymous. The token itself stays valid until you revoke it at{' '}
          {service.name}.
        </Confirm>
      </Stack>
    </Paper>
  );
}
