SwaggerUIBundle({ url: '/contract/openapi.json', dom_id: '#swagger-ui' })
