package org.govintegrity.engine;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Liquibase owns the schema, the engine's tables included, so it must have run before the engine starts. */
@Configuration
class SchemaBeforeEngine {

    @Bean
    static BeanFactoryPostProcessor engineAfterLiquibase() {
        return factory -> {
            var engine = factory.getBeanDefinition("processEngineFactoryBean");
            engine.setDependsOn(StringUtils.addStringToArray(engine.getDependsOn(), "liquibase"));
        };
    }
}
