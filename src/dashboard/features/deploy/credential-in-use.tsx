import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { type ExternalService, externalCredentialsQuery } from '../../api/external-credentials.ts';
import { formatNumber } from '../../format/quantities.ts';

interface CredentialInUseProps {
  readonly service: ExternalService;
  /** What people call it. */
  readonly name: string;
}

/** Which credential the server shows to a service, and what was left of its limit when that was asked. */
export function CredentialInUse({ service, name }: CredentialInUseProps) {
  const { data } = useQuery(externalCredentialsQuery('account'));
  if (!data) return null;
  const own = data.data.find((each) => each.service === service);
  return (
    <Text size="sm" c="dimmed" role="note">
      {own
        ? `Your credential for ${name} is used. ${leftOf(own.finding)}`
        : `You have saved no credential for ${name}: the server’s is used, if there is one. `}
      <Anchor component={Link} href="/account/external-credentials" inherit underline="always">
        External credentials
      </Anchor>
    </Text>
  );
}

interface Finding {
  readonly limit: number | null;
  readonly remaining: number | null;
}

function leftOf(finding: Finding | null): string {
  if (!finding || finding.limit === null || finding.remaining === null) return '';
  const { remaining, limit } = finding;
  return `${formatNumber(remaining)} of ${formatNumber(limit)} were left when it was last asked. `;
}
