import { Accordion, Button, EmptyState, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schema } from '../../api/schema.ts';
import { tokensQuery } from '../../api/tokens.ts';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RowsSkeleton } from '../../components/rows-skeleton.tsx';
import { useNow } from '../../format/use-now.ts';
import { EditToken } from './edit-token.tsx';
import { NewToken } from './new-token.tsx';
import { TokenDetails } from './token-details.tsx';
import { groupTokens } from './token-groups.ts';
import { TokenHead } from './token-head.tsx';
import { type TokensAddress, useTokensAddress } from './use-tokens-address.ts';

/** The account's tokens: what they may do, how they are used; makes, changes and ends them. */
export function TokensPage() {
  const query = useQuery(tokensQuery);
  const address = useTokensAddress();
  const { open, act, endAct } = address;
  const edited = act === 'edit' ? query.data?.data.find(({ id }) => id === open) : undefined;
  return (
    <>
      <PageHeader
        title="Tokens"
        about="Credentials for pipelines and scripts; each acts for your account."
        actions={
          <Button leftSection={<Icon name="add" />} onClick={address.startNew}>
            New token
          </Button>
        }
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={3} height={72} />}>
        {({ data }) => <TokenList tokens={data} address={address} />}
      </QueryView>
      {act === 'new' && <NewToken onClose={endAct} />}
      {edited && <EditToken token={edited} onClose={() => endAct(open)} />}
    </>
  );
}

interface TokenListProps {
  readonly tokens: readonly Schema['Token'][];
  readonly address: TokensAddress;
}

function TokenList({ tokens, address }: TokenListProps) {
  const now = useNow();
  if (tokens.length === 0) {
    return (
      <EmptyState
        icon={<Icon name="token" size={32} />}
        title="No token yet"
        description="Create one for a CI job, a script or Prometheus."
      >
        <EmptyState.Actions>
          <Button onClick={address.startNew}>Create a token</Button>
        </EmptyState.Actions>
      </EmptyState>
    );
  }
  const groups = groupTokens(tokens, now);
  return (
    <Stack gap="lg">
      {groups.map((group) => (
        <section key={group.title} aria-label={group.title}>
          {groups.length > 1 && (
            <Title order={2} size="h5" mb="xs">
              {group.title}
            </Title>
          )}
          <TokenCards tokens={group.tokens} address={address} order={groups.length > 1 ? 3 : 2} />
        </section>
      ))}
    </Stack>
  );
}

interface TokenCardsProps extends TokenListProps {
  /** The level of their headings. */
  readonly order: 2 | 3;
}

function TokenCards({ tokens, address, order }: TokenCardsProps) {
  return (
    <Accordion variant="separated" order={order} value={address.open} onChange={address.openCard}>
      {tokens.map((token) => (
        <Accordion.Item key={token.id} value={token.id}>
          <Accordion.Control>
            <TokenHead token={token} />
          </Accordion.Control>
          <Accordion.Panel>
            {address.open === token.id && (
              <TokenDetails token={token} onEdit={() => address.edit(token.id)} />
            )}
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
