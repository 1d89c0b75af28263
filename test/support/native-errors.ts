/**
 * Makes errors of Node itself (refused connections, timeouts …) instances of `Error` inside Jest's sandbox too. Without
 * it the AWS SDK takes them for something else, wraps them and loses their `code`, which never happens outside of Jest.
 */
const isInstance = Function.prototype[Symbol.hasInstance];
const isNative = (value: unknown) => Object.prototype.toString.call(value) === '[object Error]';

Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, value: unknown): boolean {
    return isInstance.call(this as typeof Error, value) || (this === Error && isNative(value));
  },
});

export {};
