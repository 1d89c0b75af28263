import { ResponseType } from 'aws-cdk-lib/aws-apigateway';

/** An error as RFC 9457 wants it; `type` is stable, so that clients can tell errors apart. */
export interface Problem {
  type: string;
  title: string;
  status: number;
}

const badRequest: Problem = { type: '/problems/bad-request', title: 'Bad request', status: 400 };
const unauthorized: Problem = { type: '/problems/unauthorized', title: 'Unauthorized', status: 401 };
const forbidden: Problem = { type: '/problems/forbidden', title: 'Forbidden', status: 403 };
const notFound: Problem = { type: '/problems/not-found', title: 'Not found', status: 404 };
const tooLarge: Problem = { type: '/problems/content-too-large', title: 'Content too large', status: 413 };
const unsupportedMediaType: Problem = {
  type: '/problems/unsupported-media-type',
  title: 'Unsupported media type',
  status: 415,
};
const tooManyRequests: Problem = {
  type: '/problems/too-many-requests',
  title: 'Too many requests',
  status: 429,
};
const internalError: Problem = { type: '/problems/internal-error', title: 'Internal error', status: 500 };
const gatewayTimeout: Problem = { type: '/problems/gateway-timeout', title: 'Gateway timeout', status: 504 };

/**
 * What API Gateway answers by itself, before or instead of a function (CONTRACT §6): every kind of
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html. A caller without
 * a route is told 404, where API Gateway would speak of a missing token.
 */
export const GATEWAY_PROBLEMS: readonly (readonly [ResponseType, Problem])[] = [
  [ResponseType.DEFAULT_4XX, badRequest],
  [ResponseType.BAD_REQUEST_BODY, badRequest],
  [ResponseType.BAD_REQUEST_PARAMETERS, badRequest],
  [ResponseType.UNAUTHORIZED, unauthorized],
  [ResponseType.ACCESS_DENIED, forbidden],
  [ResponseType.EXPIRED_TOKEN, forbidden],
  [ResponseType.INVALID_API_KEY, forbidden],
  [ResponseType.INVALID_SIGNATURE, forbidden],
  [ResponseType.WAF_FILTERED, forbidden],
  [ResponseType.MISSING_AUTHENTICATION_TOKEN, notFound],
  [ResponseType.RESOURCE_NOT_FOUND, notFound],
  [ResponseType.REQUEST_TOO_LARGE, tooLarge],
  [ResponseType.UNSUPPORTED_MEDIA_TYPE, unsupportedMediaType],
  [ResponseType.QUOTA_EXCEEDED, tooManyRequests],
  [ResponseType.THROTTLED, tooManyRequests],
  [ResponseType.DEFAULT_5XX, internalError],
  [ResponseType.API_CONFIGURATION_ERROR, internalError],
  [ResponseType.AUTHORIZER_CONFIGURATION_ERROR, internalError],
  [ResponseType.AUTHORIZER_FAILURE, internalError],
  [ResponseType.INTEGRATION_FAILURE, gatewayTimeout],
  [ResponseType.INTEGRATION_TIMEOUT, gatewayTimeout],
];
