// Written by `npm run generate` from spec/vpn-gateway.yaml. Do not edit.
import type { ServiceMetadata } from '../metadata.ts'

export const service: ServiceMetadata = {
  "version": "2016-04-28",
  "operationParameter": "Action",
  "versionParameter": "Version",
  "formatParameter": "Format",
  "regionParameter": "RegionId",
  "regionPattern": "^[a-z]+(-[a-z0-9]+)+$",
  "retryAfterHeader": "x-acs-retry-after",
  "endpoints": {
    "public": "https://vpc.{region}.aliyuncs.com",
    "vpc": "https://vpc-vpc.{region}.aliyuncs.com"
  }
}
