package dev.warder.benchmarks.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;

/// A gateway that passes every call on and checks nothing: what it costs by itself.
@SpringBootApplication
public class PlainGateway {
  public static void main(String[] arguments) {
    SpringApplication.run(PlainGateway.class, arguments);
  }

  /// One route for all paths.
  @Bean
  public RouteLocator routes(RouteLocatorBuilder routes, @Value("${upstream}") String upstream) {
    return routes.routes().route("all", all -> all.path("/**").uri(upstream)).build();
  }
}
