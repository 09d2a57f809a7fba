# DeepSlice for Windows, macOS and any Linux; docs/how-to/container.md explains it.
FROM debian:12-slim AS build
WORKDIR /source
# First what changes seldom: the SDK, the compiler and the libraries that the launcher installs.
COPY global.json ./
COPY eng/prepare eng/
RUN root=/source program=docker sh -eu -c '. eng/prepare; find_dotnet; choose_libtorch; need_packages'
COPY . .
RUN eng/release && mkdir /package && tar -C /package --strip-components=1 -xzf build/release/deepslice-*-linux-x64.tar.gz

FROM debian:12-slim
COPY --from=build /package /opt/deepslice
RUN ln -s /opt/deepslice/deepslice /usr/local/bin/deepslice && useradd --create-home --uid 1000 deepslice && install -d -o deepslice /data
USER deepslice
WORKDIR /data
ENTRYPOINT ["deepslice"]
CMD ["--help"]
