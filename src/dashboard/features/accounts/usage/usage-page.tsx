import { Button, EmptyState, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import type { Schema } from '../../../api/schema.ts';
import { usageExportAddress, usageQuery } from '../../../api/usage.ts';
import { Icon } from '../../../components/icons.tsx';
import { MonthInput } from '../../../components/month-input.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { RowsSkeleton } from '../../../components/rows-skeleton.tsx';
import { saveAddress } from '../../../components/save-address.ts';
import { UsageTable } from './usage-table.tsx';

/** What accounts had and used in a month: `?month=2026-11&account=bob`, else in the present one, and of all. */
export function UsagePage() {
  const [params, setParams] = useSearchParams();
  const query = useQuery(usageQuery(monthIn(params.get('month'))));
  const month = query.data?.month ?? '';
  const account = params.get('account') ?? '';
  const isShown = (row: Schema['AccountUsage']) => account === '' || row.account === account;
  const choose = (chosen: { readonly month?: string; readonly account?: string }) => {
    const next = Object.entries({ ...Object.fromEntries(params), ...chosen });
    setParams(Object.fromEntries(next.filter(([, value]) => value !== '')), { replace: true });
  };
  return (
    <>
      <PageHeader
        title="Usage"
        about="What each account had and used on each host in a month, as far as Fulmar watched."
      />
      <Group align="flex-end" mb="md">
        <MonthInput
          label="Month (UTC)"
          value={month}
          onChange={(chosen) => choose({ month: chosen })}
        />
        <NativeSelect
          label="Account"
          data={[{ value: '', label: 'All' }, ...accountsIn(query.data?.data ?? [], account)]}
          value={account}
          onChange={(event) => choose({ account: event.currentTarget.value })}
        />
        <Button
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          disabled={month === ''}
          onClick={() => saveAddress(usageExportAddress(month, account))}
        >
          Export as CSV
        </Button>
      </Group>
      <QueryView query={query} skeleton={<RowsSkeleton rows={4} height={32} />}>
        {({ data }) =>
          data.some(isShown) ? <UsageTable usage={data.filter(isShown)} /> : <Nothing />
        }
      </QueryView>
    </>
  );
}

/** Those that used something, and the one that is chosen. */
const accountsIn = (usage: readonly Schema['AccountUsage'][], chosen: string) =>
  [...new Set([...usage.map(({ account }) => account), chosen])].filter(Boolean).sort();

const monthIn = (text: string | null) =>
  text !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : null;

function Nothing() {
  return (
    <EmptyState
      icon={<Icon name="usage" size={32} />}
      title="Nothing was recorded in this month"
      description="Usage is added up each minute while Fulmar runs and hosts answer, and kept for two years."
    />
  );
}
