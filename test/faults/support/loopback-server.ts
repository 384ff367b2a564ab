import { systemClock } from '../../../src/base/clock.ts';
import { createPost } from '../../../src/outgoing/post.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import { startTestServer } from '../../support/test-server.ts';

/** For a process: the server as the environment configures it, whose webhooks may go to this machine. */
const post = createPost({ plainLoopback: true, clock: systemClock });
await startTestServer(readConfig(process.env), { post });
