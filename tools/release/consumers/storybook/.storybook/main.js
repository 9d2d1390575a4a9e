const config = { framework: '@storybook/html-vite', stories: ['../*.stories.js'] }

export default config
