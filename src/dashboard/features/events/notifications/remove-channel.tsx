import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChannelOwner, channelsQuery, removeChannel } from '../../../api/channels.ts';
import type { Schema } from '../../../api/schema.ts';
import { Confirm } from '../../../components/confirm.tsx';

interface RemoveChannelProps {
  readonly owner: ChannelOwner;
  readonly channel: Schema['Channel'];
  onClose(): void;
}

/** Asks before a channel goes, with what it has told. */
export function RemoveChannel({ owner, channel: { id, name }, onClose }: RemoveChannelProps) {
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeChannel(owner, id),
    // Not its deliveries, too, which are below the same key, and gone.
    onSuccess: () => client.invalidateQueries({ ...channelsQuery(owner), exact: true }),
  });
  return (
    <Confirm
      opened
      title={`Remove the channel ${name}?`}
      act="Remove"
      pending={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    >
      Waiting deliveries are dropped, and past ones are no longer shown.
    </Confirm>
  );
}
