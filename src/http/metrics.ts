import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What is counted about the server, for Prometheus. */
export interface Metrics {
  /** Where rooms register metrics of their own. */
  readonly registry: Registry;
  observeRequest(method: string, route: string | null, status: number, milliseconds: number): void;
  /** Everything in Prometheus's text format. */
  render(): Promise<string>;
}

/** Metrics of one server: durations of requests by route, and the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'fulmar_' });
  const durations = new Histogram({
    name: 'fulmar_http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 600],
    registers: [registry],
  });
  // The library puts the labels together anew each time otherwise; there are few of them.
  const known = new Map<string, ReturnType<typeof durations.labels>>();
  return {
    registry,
    observeRequest(method, route, status, milliseconds) {
      const key = `${method} ${status} ${route}`;
      const durationsOf = known.get(key) ?? durations.labels(method, route ?? 'none', `${status}`);
      known.set(key, durationsOf);
      durationsOf.observe(milliseconds / 1000);
    },
    render: () => registry.metrics(),
  };
}
