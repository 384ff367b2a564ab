import { Tabs } from '@mantine/core';
import { Dialog } from '../../components/dialog.tsx';
import { AddSshHost } from './add-ssh-host.tsx';
import { AddTlsHost } from './add-tls-host.tsx';

/** Adds a host, over its TLS endpoint or over SSH. */
export function AddHost({ onClose }: { onClose(): void }) {
  return (
    <Dialog onClose={onClose} title="Add a host" size="lg" closeOnClickOutside={false}>
      <Tabs defaultValue="tls">
        <Tabs.List mb="md">
          <Tabs.Tab value="tls">Over TLS</Tabs.Tab>
          <Tabs.Tab value="ssh">Over SSH</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="tls">
          <AddTlsHost onClose={onClose} />
        </Tabs.Panel>
        <Tabs.Panel value="ssh">
          <AddSshHost onClose={onClose} />
        </Tabs.Panel>
      </Tabs>
    </Dialog>
  );
}
