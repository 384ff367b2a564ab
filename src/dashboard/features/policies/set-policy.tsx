import { Alert, Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { changesOf } from '../../api/changes.ts';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { hostsQuery } from '../../api/hosts.ts';
import { hostPoliciesQuery, setPolicy } from '../../api/policies.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { usersQuery } from '../../api/users.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { limitsOf } from './policy-limits.ts';
import { bodyOf, type PolicyValues, policyFaults, valuesOf } from './policy-values.ts';

interface SetPolicyProps {
  readonly initial: PolicyValues;
  /** Whether it is one that is there. */
  readonly known: boolean;
  onClose(): void;
}

interface Setting {
  readonly values: PolicyValues;
  readonly adopt: boolean;
}

/**
 * Says what an account may use on a host. What was typed stays until that is done; what nobody
 * touched stays as it is by then.
 */
export function SetPolicy({ initial, known, onClose }: SetPolicyProps) {
  const client = useQueryClient();
  const users = useQuery(usersQuery).data?.data ?? [];
  const hosts = useQuery(hostsQuery).data?.data ?? [];
  const form = useForm({ initialValues: initial, validate: policyFaults });
  const { account, host } = form.values;
  const { data: policies } = useQuery({ ...hostPoliciesQuery(host ?? ''), enabled: host !== null });
  const given = policies?.data.find((each) => each.account === account);
  const setting = useMutation({
    mutationFn: ({ values, adopt }: Setting) => {
      const id = users.find(({ name }) => name === values.account)?.id ?? '';
      const before = bodyOf(form.getInitialValues());
      const changes = changesOf({ before, after: bodyOf(values) });
      const now = given && known ? bodyOf(valuesOf(given)) : bodyOf(values);
      return setPolicy({ id, host: values.host ?? '' }, { ...now, ...changes, adopt });
    },
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: hostsQuery.queryKey }),
      ]);
      onClose();
    },
  });
  const { error } = setting;
  const { setErrors, setFieldValue } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  const only = hosts.length === 1 ? hosts[0]?.name : undefined;
  useEffect(() => {
    if (only) setFieldValue('host', only);
  }, [only, setFieldValue]);
  const cpuids = known ? undefined : policies?.root?.cpuids;
  useEffect(() => {
    if (cpuids) setFieldValue('cpuids', cpuids.map(String)); // most share all of them
  }, [cpuids, setFieldValue]);
  const isForeign = error instanceof ProblemError && error.code === 'domain-in-use';
  const limits = limitsOf(policies, given);
  return (
    <Dialog
      onClose={onClose}
      title={known ? `The policy of ${account} on ${host}` : 'Give a policy'}
      closeOnClickOutside={false}
    >
      <form
        onSubmit={form.onSubmit((values) => setting.mutate({ values, adopt: false }))}
        noValidate
      >
        <Stack>
          <PolicyFields
            form={form}
            limits={limits}
            accounts={users.filter(({ active }) => active).map(({ name }) => name)}
            hosts={hosts.map(({ name }) => name)}
            known={known}
          />
          {isForeign ? (
            <Adopt
              detail={error.detail}
              pending={setting.isPending}
              onAdopt={() => setting.mutate({ values: form.values, adopt: true })}
            />
          ) : (
            <ErrorAlert error={error} />
          )}
          <DialogActions
            act={known ? 'Save' : 'Give it'}
            pending={setting.isPending}
            disabled={isForeign}
            onCancel={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

interface AdoptProps {
  readonly detail: string;
  readonly pending: boolean;
  onAdopt(): void;
}

/** What other hands have made there is either taken over, or has to go first. */
function Adopt({ detail, pending, onAdopt }: AdoptProps) {
  return (
    <Alert
      color="yellow"
      title="There is something of that name on the host already"
      icon={<Icon name="attention" />}
      role="alert"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{detail}</Text>
        <Text size="sm">
          Where it is the account’s own, adopt it: the account can then see, change and destroy it.
          Else have it removed on the host first, and close this.
        </Text>
        <Button size="xs" onClick={onAdopt} loading={pending}>
          Adopt it and give the policy
        </Button>
      </Stack>
    </Alert>
  );
}
