// Imported before all else: the threads are there from their first work on.

/**
 * Threads for what cannot be waited for otherwise, unless another number is given. Half of them look names up, of
 * which accounts give some whose servers never answer.
 */
process.env.UV_THREADPOOL_SIZE ??= '16';
